package com.acme.web;

import com.acme.api.Stream;

/** Does not override: what its subclasses call is found further up. */
class MiddleStream extends Stream {

  MiddleStream(String text) {
    super(text);
  }

  String parts(Object... parts) {
    return parts.length + " parts of " + parts[0];
  }
}
