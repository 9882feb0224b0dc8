/**
 * The way in. Compiled for Java 8, so that an old JVM can load it and be told; the only classes of
 * AOS that the application's class loader knows.
 */
package dev.aos.launcher;
