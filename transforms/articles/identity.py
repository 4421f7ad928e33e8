"""Which article a record is: stable over dumps, runs and machines."""

import hashlib
import re
from typing import Final
from urllib.parse import urlsplit, urlunsplit

TRACKING: Final = re.compile(r"(?:^|&)(?:utm_[a-z]+|fbclid|gclid|ocid|cmpid|ns_[a-z]+)=[^&]*")


def article_id(source: str, native_id: str | None, url: str | None, text_sha256: str) -> str:
    """32 hexadecimal digits over the source and the native id, else the address, else the text's hash."""
    if native_id is not None:
        key = f"id\0{native_id}"
    elif url is not None:
        key = f"url\0{canonical_url(url)}"
    else:
        key = f"text\0{text_sha256}"
    return hashlib.blake2b(f"{source}\0{key}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def text_hash(text: str) -> str:
    """SHA-256 of the UTF-8 text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def canonical_url(url: str) -> str:
    """The address without fragment and tracking parameters, scheme and host in lower case.

    >>> canonical_url("HTTP://News.example/a?utm_source=x&id=3#top")
    'http://news.example/a?id=3'
    """
    host_end = url.find("/", 8)
    if "?" not in url and "#" not in url and url[:host_end].islower():
        return url  # as most are; taking an address apart costs more than all else here
    try:
        scheme, host, path, query, _ = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    if query:
        query = TRACKING.sub("", query).lstrip("&")
    return urlunsplit((scheme.lower(), host.lower(), path, query, ""))
