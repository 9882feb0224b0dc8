package dev.aos.core.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aos.runtime.Resume;
import java.io.File;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packs and loop definitions say what they should, of things that exist. */
class BundledFilesTest {

  /** What a JDK before that one may not have yet. */
  private static final Map<String, Integer> SINCE =
      Map.of(
          "java.io.PrintStream.charset", 25,
          "java.io.Console.charset", 25,
          "java.io.Console.isTerminal", 25,
          "java.net.URL.of", 25,
          "java.io.Reader.of", 25,
          "java.net.Inet4Address.ofPosixLiteral", 25,
          "java.net.InetAddress+.ofLiteral", 25,
          "java.lang.Process+.close", 26);

  @Test
  void everyPatternOfThePacksNamesSomethingOfThisJdk() throws ClassNotFoundException {
    List<CallPattern> patterns = new ArrayList<>(BundledFiles.harmless());
    for (String pack : BundledFiles.PACKS) {
      for (RuleDraft rule : BundledFiles.pack(pack)) {
        rule.calls().forEach(call -> patterns.add(call.value()));
        patterns.addAll(rule.except());
      }
    }
    BundledFiles.pure().forEach(call -> patterns.add(call.value()));
    for (CallPattern pattern : patterns) {
      boolean ofJdk =
          pattern.exactOwner().isPresent() && pattern.exactOwner().get().startsWith("java");
      if (ofJdk) {
        Class<?> owner =
            Class.forName(pattern.exactOwner().get(), false, ClassLoader.getPlatformClassLoader());
        boolean found = members(owner).anyMatch(member -> matchesMember(pattern, member));
        boolean later = Runtime.version().feature() < SINCE.getOrDefault(pattern.toString(), 0);
        assertTrue(found || later || isOfSubtypes(pattern), "nothing matches " + pattern);
      }
    }
  }

  /** {@code values} stands in every enum, and not in {@code Enum} itself. */
  private static boolean isOfSubtypes(CallPattern pattern) {
    return pattern.subtypes()
        && members(Thread.State.class).anyMatch(member -> matchesMember(pattern, member));
  }

  private static Stream<Executable> members(Class<?> type) {
    Stream<Executable> own =
        Stream.concat(
            Arrays.stream(type.getConstructors()), Arrays.stream(type.getDeclaredMethods()));
    return Stream.concat(own, Arrays.stream(type.getMethods()));
  }

  private static boolean matchesMember(CallPattern pattern, Executable member) {
    boolean constructor = member instanceof Constructor;
    Class<?> result = constructor ? void.class : ((Method) member).getReturnType();
    String descriptor =
        MethodType.methodType(result, member.getParameterTypes()).toMethodDescriptorString();
    return pattern.matchesMember(constructor ? "<init>" : member.getName(), descriptor);
  }

  @Test
  void jdkFilesTakesAllOfFilesButWhatIsHarmless() {
    assertEquals(Set.of("getFileAttributeView"), notDispatched(Files.class));
  }

  @Test
  void jdkFilesTakesAllOfFileButWhatIsHarmless() {
    Set<String> accessors =
        Set.of(
            "compareTo",
            "deleteOnExit",
            "getAbsoluteFile",
            "getAbsolutePath",
            "getName",
            "getParent",
            "getParentFile",
            "getPath",
            "isAbsolute",
            "toPath");
    assertEquals(accessors, notDispatched(File.class));
  }

  /** The public methods that jdk/files leaves on the loop, but for those of Object. */
  private static Set<String> notDispatched(Class<?> type) {
    Set<String> names = new TreeSet<>();
    for (Method method : type.getDeclaredMethods()) {
      boolean ofObject =
          Arrays.stream(Object.class.getMethods())
              .anyMatch(
                  other ->
                      other.getName().equals(method.getName())
                          && Arrays.equals(other.getParameterTypes(), method.getParameterTypes()));
      if (Modifier.isPublic(method.getModifiers()) && !ofObject && !isDispatched(method)) {
        names.add(method.getName());
      }
    }
    return names;
  }

  private static boolean isDispatched(Method method) {
    for (RuleDraft rule : BundledFiles.pack("jdk/files")) {
      for (Located<CallPattern> call : rule.calls()) {
        boolean skipped = !call.value().exactMember() && isHarmless(method);
        if (matches(call.value(), method) && !skipped) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isHarmless(Method method) {
    return BundledFiles.harmless().stream().anyMatch(call -> matches(call, method));
  }

  private static boolean matches(CallPattern pattern, Method method) {
    return pattern.owner().matches(method.getDeclaringClass().getName())
        && matchesMember(pattern, method);
  }

  @Test
  void everyThreadSafeTypeOfTheJdkExists() throws ClassNotFoundException {
    int found = 0;
    for (TypePattern type : BundledFiles.receivers().threadSafe()) {
      String name = type.exactName().orElseThrow();
      boolean javax = name.startsWith("javax.sql.") || name.startsWith("javax.net.");
      if (name.startsWith("java.") || javax) {
        Class.forName(name, false, ClassLoader.getPlatformClassLoader());
        found++;
      }
    }
    assertTrue(found > 40, "only " + found);
  }

  @Test
  void everyHandleIsAskedForWhatItBelongsTo() throws ReflectiveOperationException {
    List<String> origins = new ArrayList<>();
    for (HandleType handle : BundledFiles.receivers().handles()) {
      Class<?> type = Class.forName(handle.type(), false, ClassLoader.getPlatformClassLoader());
      String method = handle.of().steps().get(0).name();
      origins.add(handle.type() + " " + type.getMethod(method).getReturnType().getName());
      assertEquals("this." + method + "()", handle.of().toString());
    }
    assertEquals(
        List.of(
            "java.sql.Statement java.sql.Connection",
            "java.sql.ResultSet java.sql.Statement",
            "java.sql.DatabaseMetaData java.sql.Connection"),
        origins);
  }

  @Test
  void theFilesOfPacksAndLoopsAreThoseThatAreListed() {
    BundledFiles.PACKS.forEach(pack -> assertFalse(BundledFiles.pack(pack).isEmpty()));
    BundledFiles.LOOPS.forEach(loop -> assertEquals(loop, BundledFiles.loop(loop).name()));
  }

  @Test
  void nettyIsEnteredThroughTheInboundMethodsOfThePipelinesHead() {
    LoopDefinition netty = BundledFiles.loop("netty");
    List<String> methods = new ArrayList<>();
    for (LoopEntry entry : netty.entries()) {
      if (entry.handler().isPresent()) {
        continue;
      }
      String owner = entry.method().exactOwner().orElseThrow();
      assertTrue(entry.method().arguments().isPresent(), entry.method().toString());
      if (owner.equals("io.netty.channel.DefaultChannelPipeline$HeadContext")) {
        methods.add(entry.method().exactMemberName().orElseThrow());
        assertEquals("arg0.channel()", entry.lane().toString());
        assertEquals(
            "lane.eventLoop()", ((Resume.ByExecutor) entry.resume()).executor().toString());
        assertEquals(
            "lane.pipeline().fireExceptionCaught(it)", entry.error().orElseThrow().toString());
      }
    }
    assertEquals(
        List.of(
            "channelRegistered",
            "channelUnregistered",
            "channelActive",
            "channelInactive",
            "channelRead",
            "channelReadComplete",
            "userEventTriggered",
            "channelWritabilityChanged",
            "exceptionCaught"),
        methods);
    assertEquals("lane.eventLoop().inEventLoop()", netty.inside().orElseThrow().toString());
    assertTrue(netty.unattended().get(0).matches("io.netty.channel.embedded.EmbeddedEventLoop"));
    assertEquals("lane.config().isAutoRead()", netty.reading().orElseThrow().toString());
    assertEquals("lane.config().setAutoRead(false)", netty.pause().orElseThrow().toString());
    assertEquals(
        "io.netty.channel.DefaultChannelConfig.AUTOREAD_UPDATER.set(lane.config(), 1)",
        netty.putBack().orElseThrow().toString());
    assertEquals("lane.read()", netty.resumeReading().orElseThrow().toString());
  }

  /** Runs where Netty is on the class path of the tests. */
  @ParameterizedTest
  @ValueSource(strings = {"netty", "executor"})
  void everyEntryExists(String name) throws ClassNotFoundException {
    LoopDefinition loop = BundledFiles.loop(name);
    for (LoopEntry entry : loop.entries()) {
      if (entry.handler().isPresent()) {
        // A pattern for classes of the application.
        continue;
      }
      String owner = entry.method().exactOwner().orElseThrow();
      assumeTrue(isPresent(owner), owner + " is not on the class path");
      long found =
          Arrays.stream(
                  Class.forName(owner, false, getClass().getClassLoader()).getDeclaredMethods())
              .filter(method -> !method.isBridge() && matchesMember(entry.method(), method))
              .filter(
                  method -> entry.result().isPresent() != (method.getReturnType() == void.class))
              .count();
      assertEquals(isOfOldNettyAlone(entry) ? 0 : 1, found, entry.method().toString());
    }
    for (TypePattern type : loop.unattended()) {
      assertTrue(isPresent(type.exactName().orElseThrow()), type.toString());
    }
  }

  /** Netty 4.1 has methods of its own, which 4.2 has merged into others. */
  private static boolean isOfOldNettyAlone(LoopEntry entry) {
    return entry.method().exactOwner().orElseThrow().endsWith(".AbstractChannelHandlerContext")
        && entry.method().exactMemberName().orElseThrow().startsWith("invoke")
        && !entry.method().exactMemberName().orElseThrow().equals("invokeExceptionCaught");
  }

  private boolean isPresent(String className) {
    String resource = className.replace('.', '/') + ".class";
    return getClass().getClassLoader().getResource(resource) != null;
  }
}
