package dev.aos.it.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A class of tests that never runs in a container: it is about files of the build, which no JVM
 * changes.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(NotInContainers.TAG)
public @interface NotInContainers {

  /** The tag by which they are left out. */
  String TAG = "not-in-containers";
}
