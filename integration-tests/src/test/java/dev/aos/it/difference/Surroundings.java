package dev.aos.it.difference;

import java.util.ArrayList;
import java.util.List;

/** What a generator knows of the place it writes for. */
final class Surroundings {

  private final int version;
  private final boolean inherits;
  private final boolean self;
  private final boolean creates;
  private final List<Program.Method> callable;
  private final List<Visible> visible = new ArrayList<>();
  private int nextId;
  private int loops;

  /**
   * @param version the version of the class file
   * @param inherits whether the code stands in the class, where it may use what is protected
   * @param self whether there is a {@code this}
   * @param creates whether objects of the program may be created; their constructor must not
   * @param callable the methods that may be called: later ones, for programs have to end
   */
  Surroundings(
      int version, boolean inherits, boolean self, boolean creates, List<Program.Method> callable) {
    this.version = version;
    this.inherits = inherits;
    this.self = self;
    this.creates = creates;
    this.callable = callable;
  }

  /** A local variable in sight; loops count with those that must not be set. */
  record Visible(int id, Kind kind, boolean settable) {}

  /** The same with a {@code this}: behind the call of the superclass's constructor. */
  Surroundings withSelf() {
    Surroundings later = new Surroundings(version, inherits, true, creates, callable);
    later.visible.addAll(visible);
    later.nextId = nextId;
    return later;
  }

  boolean inherits() {
    return inherits;
  }

  boolean hasSelf() {
    return self;
  }

  boolean creates() {
    return creates;
  }

  /** Whether an object of the program can be had. */
  boolean canHaveSelf() {
    return self || creates;
  }

  boolean hasDynamicCalls() {
    return version >= org.objectweb.asm.Opcodes.V1_7;
  }

  boolean hasInterfaceMethods() {
    return version >= org.objectweb.asm.Opcodes.V1_8;
  }

  List<Program.Method> callable() {
    return callable.stream().filter(method -> method.sort().isStatic() || canHaveSelf()).toList();
  }

  int declare(Kind kind, boolean settable) {
    int id = nextId++;
    visible.add(new Visible(id, kind, settable));
    return id;
  }

  List<Visible> visible(Kind kind) {
    return visible.stream().filter(local -> local.kind() == kind).toList();
  }

  List<Visible> settable() {
    return visible.stream().filter(Visible::settable).toList();
  }

  int mark() {
    return visible.size();
  }

  /** Ends a block. */
  void reset(int mark) {
    visible.subList(mark, visible.size()).clear();
  }

  boolean isInLoop() {
    return loops > 0;
  }

  void enterLoop() {
    loops++;
  }

  void leaveLoop() {
    loops--;
  }
}
