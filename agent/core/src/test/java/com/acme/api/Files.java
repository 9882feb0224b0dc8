package com.acme.api;

import java.util.Arrays;

/** Static methods with every kind of argument and result. */
public final class Files {

  private static int touched;

  private Files() {
    // no instances
  }

  public static String read(String name) {
    return "content of " + name;
  }

  public static void touch() {
    touched++;
  }

  public static int touched() {
    return touched;
  }

  public static String allKinds(
      long a, double b, int c, float d, boolean e, byte f, short g, char h, Object i) {
    return a + " " + b + " " + c + " " + d + " " + e + " " + f + " " + g + " " + h + " " + i;
  }

  public static String join(String separator, Object... parts) {
    return parts.length + separator + Arrays.toString(parts);
  }

  public static int sum(int[] numbers, int[][] more) {
    int sum = Arrays.stream(numbers).sum();
    for (int[] row : more) {
      sum += Arrays.stream(row).sum();
    }
    return sum;
  }

  public static boolean exists(String name) {
    return !name.isEmpty();
  }

  public static byte oneByte(int value) {
    return (byte) value;
  }

  public static short oneShort(int value) {
    return (short) value;
  }

  public static char oneChar(int value) {
    return (char) value;
  }

  public static float oneFloat(int value) {
    return value / 4f;
  }

  public static long size(String name) {
    return 5_000_000_000L + name.length();
  }

  public static double ratio(double part, double whole) {
    return part / whole;
  }

  public static String[] list(String directory) {
    return new String[] {directory + "/a", directory + "/b"};
  }

  public static <T extends Exception> void fail(T exception) throws T {
    throw exception;
  }
}
