package dev.aos.core.held;

import dev.aos.core.match.LoaderMap;

/** Names of classes that the agent's transformer has been given, for each loader, as numbers. */
public final class SeenNames {

  private final LoaderMap<LongSet> loaders =
      new LoaderMap<>() {
        @Override
        protected LongSet make(ClassLoader loader) {
          return new LongSet();
        }
      };

  /** A class has been given to the transformer; its loader is not the bootstrap loader. */
  public void add(ClassLoader loader, String internalName) {
    LongSet names = loaders.of(loader);
    synchronized (names) {
      names.add(number(internalName));
    }
  }

  /** Whether a class of that name has been given to the transformer. */
  public boolean contains(ClassLoader loader, String internalName) {
    LongSet names = loaders.get(loader);
    if (names == null) {
      return false;
    }
    synchronized (names) {
      return names.contains(number(internalName));
    }
  }

  private static long number(String name) {
    long number = name.length();
    for (int i = 0; i < name.length(); i++) {
      number = number * 0x100000001B3L ^ name.charAt(i);
    }
    return number == 0 ? 1 : number;
  }
}
