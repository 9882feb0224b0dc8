package dev.aos.core.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** How classes are found through loaders: none is loaded, and a loader may be bad. */
class ClassHierarchiesTest {

  private final ClassHierarchies hierarchies = new ClassHierarchies();

  /** A loader that answers every question for a resource itself. */
  private abstract static class ResourceLoader extends ClassLoader {

    @Override
    public abstract InputStream getResourceAsStream(String name);

    @Override
    protected Class<?> loadClass(String name, boolean resolve) {
      throw new AssertionError("loaded: " + name);
    }
  }

  @Test
  void classes_of_the_jdk_are_known_to_every_loader() {
    ClassLoader blind =
        new ResourceLoader() {
          @Override
          public InputStream getResourceAsStream(String name) {
            return null;
          }
        };
    for (ClassLoader loader :
        new ClassLoader[] {null, blind, ClassLoader.getPlatformClassLoader()}) {
      assertEquals(
          Answer.YES,
          hierarchies.of(loader).isSubtype("java/util/ArrayList", "java/util/Collection"));
    }
  }

  @Test
  void one_hierarchy_for_each_loader() {
    ClassLoader loader = getClass().getClassLoader();
    assertSame(hierarchies.of(loader), hierarchies.of(loader));
    assertNotSame(hierarchies.of(loader), hierarchies.of(ClassLoader.getPlatformClassLoader()));
  }

  @Test
  void loader_that_looks_at_itself_first_is_taken_at_its_word() {
    String name = getClass().getName().replace('.', '/');
    byte[] own = new TestClasses().type(name, "own/Base", new String[0]).bytes(name);
    ClassLoader childFirst =
        new ResourceLoader() {
          @Override
          public InputStream getResourceAsStream(String resource) {
            return new ByteArrayInputStream(own);
          }
        };
    assertEquals(
        Optional.of("own/Base"), hierarchies.of(childFirst).find(name).orElseThrow().superName());
  }

  @Test
  void loader_that_throws_has_no_classes() {
    ClassLoader throwing =
        new ResourceLoader() {
          @Override
          public InputStream getResourceAsStream(String resource) {
            throw new IllegalStateException("closed");
          }
        };
    assertEquals(Optional.empty(), hierarchies.of(throwing).find("any/Class"));
  }

  @Test
  void stream_that_throws_is_no_class() {
    ClassLoader throwing =
        new ResourceLoader() {
          @Override
          public InputStream getResourceAsStream(String resource) {
            return new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("torn");
              }
            };
          }
        };
    assertEquals(Optional.empty(), hierarchies.of(throwing).find("any/Class"));
  }

  @Test
  void loader_is_not_asked_while_it_is_answering() {
    List<String> asked = new ArrayList<>();
    ClassLoader loader =
        new ResourceLoader() {
          @Override
          public InputStream getResourceAsStream(String resource) {
            asked.add(resource);
            // As if a class that it needs for this came by the agent.
            assertEquals(Optional.empty(), hierarchies.of(this).find("needed/Inside"));
            return null;
          }
        };
    hierarchies.of(loader).find("first/Class");
    assertEquals(List.of("first/Class.class"), asked);
    hierarchies.of(loader).find("needed/Inside");
    assertEquals(2, asked.size(), "what was not answered is asked again later");
  }

  @Test
  void loader_that_fails_in_any_way_has_no_classes() {
    ClassLoader failing =
        new ResourceLoader() {
          @Override
          public InputStream getResourceAsStream(String resource) {
            throw new AssertionError("not a LinkageError");
          }
        };
    assertEquals(Optional.empty(), hierarchies.of(failing).find("any/Class"));
  }

  @Test
  void classes_of_one_name_in_two_loaders_are_two_classes() {
    for (String base : new String[] {"first/Base", "second/Base"}) {
      byte[] bytes = new TestClasses().type("Same", base, new String[0]).bytes("Same");
      ClassLoader loader =
          new ResourceLoader() {
            @Override
            public InputStream getResourceAsStream(String resource) {
              return new ByteArrayInputStream(bytes);
            }
          };
      assertEquals(
          Optional.of(base), hierarchies.of(loader).find("Same").orElseThrow().superName());
    }
  }

  @Test
  void loader_is_kept_alive_by_nobody_here() throws InterruptedException {
    WeakReference<ClassLoader> loader = useAndForgetLoader();
    for (int i = 0; i < 100 && loader.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertEquals(null, loader.get());
    // The key of the gone loader is dropped by the next question.
    hierarchies.of(getClass().getClassLoader());
  }

  private WeakReference<ClassLoader> useAndForgetLoader() {
    ClassLoader parent = getClass().getClassLoader();
    ClassLoader loader = new ClassLoader(parent) {};
    assertTrue(hierarchies.of(loader).find("dev/aos/core/match/TestClasses").isPresent());
    return new WeakReference<>(loader);
  }

  @Test
  void many_threads_may_ask() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<Answer> question =
          () ->
              hierarchies
                  .of(getClass().getClassLoader())
                  .isSubtype("dev/aos/core/match/TestClasses", "dev/aos/core/match/ClassSource");
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        answers.add(threads.submit(question));
      }
      for (Future<Answer> answer : answers) {
        assertEquals(Answer.YES, answer.get());
      }
    } finally {
      threads.shutdown();
    }
  }
}
