package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Iterators that read are told from all others, and those of directories read ahead. */
class SourcesTest {

  private static final int ENTRIES = 1_300;

  @TempDir Path folder;

  @BeforeEach
  void makeEntries() throws IOException {
    for (int i = 0; i < ENTRIES; i++) {
      Files.createFile(folder.resolve("entry" + i));
    }
  }

  @Test
  void aDirectoryIsReadPageByPage() throws IOException {
    Set<Object> found = new HashSet<>();
    try (DirectoryStream<Path> directory = Files.newDirectoryStream(folder)) {
      Iterator<?> entries = Sources.ofDirectory(directory.iterator());
      assertInstanceOf(DirectoryPages.class, entries);
      assertTrue(Sources.isReading(entries));
      int readings = 0;
      while (true) {
        readings += Sources.hasNext(entries) ? 0 : 1;
        if (!entries.hasNext()) {
          break;
        }
        assertTrue(Sources.hasNext(entries), "what was promised is there");
        assertTrue(found.add(entries.next()));
      }
      assertEquals(ENTRIES, found.size());
      assertTrue(readings < ENTRIES, readings + " of " + ENTRIES);
      assertFalse(entries.hasNext());
      assertThrows(NoSuchElementException.class, entries::next);
      assertThrows(UnsupportedOperationException.class, entries::remove);
    }
  }

  @Test
  void afterTheEndOfItsStreamItGivesWhatItHasPromisedAlone() throws IOException {
    DirectoryStream<Path> promised = Files.newDirectoryStream(folder);
    Iterator<?> one = Sources.ofDirectory(promised.iterator());
    one.next();
    assertTrue(one.hasNext());
    promised.close();
    assertTrue(one.hasNext());
    assertInstanceOf(Path.class, one.next());
    assertFalse(one.hasNext());

    DirectoryStream<Path> nothing = Files.newDirectoryStream(folder);
    Iterator<?> none = Sources.ofDirectory(nothing.iterator());
    none.next();
    nothing.close();
    assertThrows(NoSuchElementException.class, none::next);
  }

  @Test
  void aFilterIsCalledWhenItAlwaysWas() throws IOException {
    int[] calls = new int[1];
    DirectoryStream.Filter<Path> filter =
        entry -> {
          if (++calls[0] == 3) {
            throw new IOException("the third one");
          }
          return true;
        };
    try (DirectoryStream<Path> directory = Files.newDirectoryStream(folder, filter)) {
      Iterator<Path> own = directory.iterator();
      assertSame(own, Sources.ofDirectory(own));
      assertTrue(Sources.isReading(own));
      assertFalse(Sources.hasNext(own));
      own.next();
      own.next();
      assertThrows(DirectoryIteratorException.class, own::next);
      own.next();
    }
    try (DirectoryStream<Path> directory = Files.newDirectoryStream(folder, "*7")) {
      assertInstanceOf(DirectoryPages.class, Sources.ofDirectory(directory.iterator()));
    }
  }

  @Test
  void listsAreMemory() {
    Iterator<String> list = List.of("a").iterator();
    assertSame(list, Sources.ofDirectory(list));
    assertFalse(Sources.isReading(list));
    assertFalse(Sources.isReading(null));
  }

  @Test
  void oneThatReadsIsKnownByItsIdentity() {
    Iterator<?> reading = new NoElements();
    Sources.reading(reading);
    assertTrue(Sources.isReading(reading));
    assertFalse(Sources.isReading(new NoElements()));
  }

  private static final class NoElements implements Iterator<Object> {

    @Override
    public boolean hasNext() {
      return false;
    }

    @Override
    public Object next() {
      return null;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof NoElements;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  @Test
  void streamsThatCloseSomethingAreKnown() throws IOException {
    try (Stream<Path> listed = Files.list(folder).filter(entry -> true)) {
      assertTrue(Sources.closes(listed));
    }
    assertFalse(Sources.closes(Stream.of(1)));
    assertFalse(Sources.closes("no stream"));
  }
}
