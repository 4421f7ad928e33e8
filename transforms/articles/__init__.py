"""Articles: raw records of any dump turned into clean text with a publication date."""

from transforms.articles.article import to_article
from transforms.articles.record import Article, RawRecord, Reject
from transforms.articles.settings import ArticleSettings

__all__ = ["Article", "ArticleSettings", "RawRecord", "Reject", "to_article"]
