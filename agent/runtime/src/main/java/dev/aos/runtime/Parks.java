package dev.aos.runtime;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a method that makes its thread wait, which the build forbids in the runtime: see {@code
 * forbidden.txt}. Says which thread that is.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@interface Parks {

  /** Whose thread, and why it may. */
  String value();
}
