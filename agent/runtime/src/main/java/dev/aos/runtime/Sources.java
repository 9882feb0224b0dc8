package dev.aos.runtime;

import java.io.BufferedReader;
import java.io.Reader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;

/**
 * Where iterators and streams take their elements from, for the pack {@code jdk/streams}. As static
 * types these are everywhere, and most of them are memory; so those that read a file or a directory
 * are told by their identity, or by what they are made of.
 */
final class Sources {

  private static final WeakIdentities READING = new WeakIdentities();

  /** Iterators of lists that somebody has filled already. */
  private static final ReceiverClasses LISTS =
      new ReceiverClasses(List.of("java.util.**", "jdk.nio.zipfs.**", "jdk.internal.jrtfs.**"));

  private static final String FILES_OF_THE_JDK = "sun.nio.fs.";

  private static final VarHandle SOURCE_STAGE;
  private static final VarHandle CLOSE_ACTION;

  static {
    VarHandle stage = null;
    VarHandle action = null;
    try {
      Class<?> pipeline = Class.forName("java.util.stream.AbstractPipeline");
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(pipeline, MethodHandles.lookup());
      stage = lookup.findVarHandle(pipeline, "sourceStage", pipeline);
      action = lookup.findVarHandle(pipeline, "sourceCloseAction", Runnable.class);
    } catch (ReflectiveOperationException otherJdk) {
      // Then nobody can say which streams close something.
    }
    SOURCE_STAGE = stage;
    CLOSE_ACTION = action;
  }

  private Sources() {
    // no instances
  }

  /**
   * What a handler iterates over a directory with: entries that are read ahead, page by page, where
   * nobody can tell the difference; else the stream's own iterator, each call of which is
   * dispatched.
   */
  static Iterator<?> ofDirectory(Iterator<?> entries) {
    if (entries == null || entries instanceof DirectoryPages || LISTS.contain(entries)) {
      return entries;
    }
    DirectoryPages pages = DirectoryPages.of(entries);
    return pages == null ? reading(entries) : pages;
  }

  /**
   * What a handler reads a file with that it has opened: one that reads ahead, block by block, if
   * the file is on the default file system; others could tell the difference.
   */
  static BufferedReader ofFile(BufferedReader text, Object file) {
    if (text == null
        || text.getClass() != BufferedReader.class
        || !file.getClass().getName().startsWith(FILES_OF_THE_JDK)) {
      return text;
    }
    Reader behind = Buffers.behind(text);
    return behind == null ? text : TextAhead.of(behind);
  }

  /** Notes that an iterator reads. */
  static Iterator<?> reading(Iterator<?> elements) {
    if (elements != null) {
      READING.add(elements);
    }
    return elements;
  }

  /** Notes that a spliterator reads. */
  static Spliterator<?> reading(Spliterator<?> elements) {
    if (elements != null) {
      READING.add(elements);
    }
    return elements;
  }

  /** Whether an iterator or a spliterator reads. */
  static boolean isReading(Object elements) {
    return elements instanceof DirectoryPages || READING.contains(elements);
  }

  /** How many classes of iterators have been noted; a class that has not been may be, later. */
  static int notes() {
    return READING.classes();
  }

  /** Whether an iterator of a class has been noted. */
  static boolean hasNoted(Class<?> type) {
    return type == DirectoryPages.class || READING.hasSeen(type);
  }

  /** Whether the next answer of an iterator is there without reading. */
  static boolean hasNext(Object iterator) {
    return iterator instanceof DirectoryPages pages && pages.isAnswered();
  }

  /** Whether a stream has something to do when it is closed. */
  static boolean closes(Object stream) {
    return SOURCE_STAGE != null
        && SOURCE_STAGE.varType().isInstance(stream)
        && CLOSE_ACTION.get(SOURCE_STAGE.get(stream)) != null;
  }
}
