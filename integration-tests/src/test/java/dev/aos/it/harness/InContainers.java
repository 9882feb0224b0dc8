package dev.aos.it.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A class of tests, or a test, that also runs in a container of every JDK in a short run: what
 * depends most on the JVM, that is torture, traps and random programs.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag(InContainers.TAG)
public @interface InContainers {

  /** The tag by which they are chosen. */
  String TAG = "in-containers";
}
