package com.acme.api;

import java.nio.file.Path;

/** Something that is read and written, and changes with every write. */
public final class Store {

  private static int version;

  private Store() {
    // no instances
  }

  /** The store as it was at first. */
  public static void reset() {
    version = 0;
  }

  public static String read(String name) {
    if (name.startsWith("bad")) {
      throw new IllegalStateException(name + " at " + version);
    }
    return name + "@" + version;
  }

  public static String readAt(Path path) {
    return read(path.toString());
  }

  public static long size(String name) {
    return read(name).length() + 5_000_000_000L;
  }

  public static double ratio(String name) {
    return read(name).length() / 4.0;
  }

  public static boolean exists(String name) {
    return read(name).isEmpty();
  }

  public static void check(String name) {
    read(name);
  }

  public static String readAll(String... names) {
    return String.join(",", names);
  }

  public static String readInto(byte[] buffer) {
    return "buffer " + buffer.length + "@" + version;
  }

  public static String readFor(Object anything) {
    return anything + "@" + version;
  }

  public static String write(String name) {
    version++;
    return name;
  }
}
