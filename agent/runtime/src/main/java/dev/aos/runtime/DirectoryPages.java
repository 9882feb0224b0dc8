package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * The entries of a directory, read ahead by whoever finds none: a worker, as a rule. Then a loop
 * over a directory hops once a page, not twice an entry.
 *
 * <p>That is safe with the iterators of the default file system alone: nobody can name their class,
 * a stream has one iterator, so nobody reads behind this one's back, and a directory stream
 * promises no more than this does ("weakly consistent", and "due to read-ahead the iterator may
 * return elements after the stream has been closed"); the C library reads ahead hundreds of entries
 * itself. A filter that the program has written could tell the difference, so those streams are
 * left alone. What reading throws comes where it came before: after the entries before it.
 */
final class DirectoryPages implements Iterator<Object> {

  /** Entries of a page, at most. */
  private static final int SIZE = 2_048;

  /** So long a page is read at most once it has an entry: slow file systems send what they have. */
  private static final long PATIENCE_NANOS = 1_000_000;

  private static final String ITERATOR = "sun.nio.fs.UnixDirectoryStream$UnixDirectoryIterator";

  /** A constant, so that the JIT sees through its handles; null if this JDK has other fields. */
  private static final Access ACCESS = Access.find();

  private final Iterator<?> entries;
  private final Object stream;
  private final ArrayDeque<Object> page = new ArrayDeque<>();

  /** What ended the page. */
  private Throwable failure;

  private boolean atEnd;

  /** {@link #hasNext} has said that there is one: it will be given, closed or not. */
  private boolean promised;

  /** Whether the next question is answered without reading; also for who has no lock. */
  private volatile boolean answered;

  private DirectoryPages(Iterator<?> entries, Object stream) {
    this.entries = entries;
    this.stream = stream;
  }

  /** Pages of an iterator; null if they would not be the same. */
  static DirectoryPages of(Iterator<?> entries) {
    if (ACCESS == null || entries.getClass() != ACCESS.iterator()) {
      return null;
    }
    try {
      Object stream = (Object) ACCESS.stream().invokeExact((Object) entries);
      Object filter = (Object) ACCESS.filter().invokeExact(stream);
      return filter == null || isOfTheJdk(filter.getClass())
          ? new DirectoryPages(entries, stream)
          : null;
    } catch (Throwable unknown) {
      return null;
    }
  }

  /** All entries, or those whose names match: the filters of {@code Files} itself. */
  private static boolean isOfTheJdk(Class<?> filter) {
    return filter.getClassLoader() == null && filter.getName().startsWith("java.nio.file.Files$");
  }

  /** Whether the next question is answered without reading. Any thread. */
  boolean isAnswered() {
    return answered;
  }

  @Override
  public synchronized boolean hasNext() {
    prepare();
    promised = !page.isEmpty();
    return promised;
  }

  @Override
  public synchronized Object next() {
    prepare();
    promised = false;
    if (page.isEmpty()) {
      // It knows what to throw.
      return entries.next();
    }
    Object entry = page.poll();
    note();
    return entry;
  }

  @Override
  public void remove() {
    entries.remove();
  }

  private void prepare() {
    if (!page.isEmpty() && isClosed()) {
      Object next = page.peek();
      page.clear();
      failure = null;
      if (promised) {
        page.add(next);
      }
    }
    if (page.isEmpty() && failure == null && !atEnd) {
      read();
    }
    note();
    if (page.isEmpty() && failure != null) {
      Throwable thrown = failure;
      failure = null;
      throw Sneaky.rethrow(thrown);
    }
  }

  /** Writes only what has changed: others read it at every call. */
  private void note() {
    boolean now = !page.isEmpty() || atEnd;
    if (answered != now) {
      answered = now;
    }
  }

  private void read() {
    long start = System.nanoTime();
    try {
      do {
        if (!entries.hasNext()) {
          atEnd = true;
          return;
        }
        page.add(entries.next());
      } while (page.size() < SIZE && System.nanoTime() - start < PATIENCE_NANOS);
    } catch (Throwable failed) {
      failure = failed;
    }
  }

  private boolean isClosed() {
    try {
      return (boolean) ACCESS.closed().invokeExact(stream);
    } catch (Throwable impossible) {
      return false;
    }
  }

  /** An iterator's class, and ways to what its stream knows. */
  private record Access(
      Class<?> iterator, MethodHandle stream, MethodHandle filter, MethodHandle closed) {

    static Access find() {
      try {
        Class<?> iterator = Class.forName(ITERATOR);
        Class<?> owner = iterator.getEnclosingClass();
        Lookup lookup = MethodHandles.privateLookupIn(iterator, MethodHandles.lookup());
        MethodType toObject = MethodType.methodType(Object.class, Object.class);
        Lookup ofOwner = MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
        return new Access(
            iterator,
            lookup.unreflectGetter(iterator.getDeclaredField("this$0")).asType(toObject),
            ofOwner.unreflectGetter(owner.getDeclaredField("filter")).asType(toObject),
            ofOwner
                .unreflectGetter(owner.getDeclaredField("isClosed"))
                .asType(MethodType.methodType(boolean.class, Object.class)));
      } catch (ReflectiveOperationException | RuntimeException otherJdk) {
        return null;
      }
    }
  }
}
