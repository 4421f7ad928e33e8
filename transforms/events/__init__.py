"""Events: found in parsed sentences, dated by the mentions around them."""
