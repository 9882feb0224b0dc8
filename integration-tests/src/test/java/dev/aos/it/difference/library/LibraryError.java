package dev.aos.it.difference.library;

/** An error of the library. */
public final class LibraryError extends Error {

  private static final long serialVersionUID = 1;

  LibraryError(String message) {
    super(message);
  }
}
