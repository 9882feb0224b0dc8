package dev.aos.core.rules;

import dev.aos.runtime.EntrySettings.Trait;
import dev.aos.runtime.Path;
import dev.aos.runtime.Resume;
import dev.aos.runtime.SourcePaths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the entries of one loop definition. */
final class LoopEntriesParser {

  private static final String AN_ENTRY = "an entry";
  private static final String RESUME = "resume";
  private static final String WAKEUP = "wakeup";
  private static final String AT = "at";
  private static final String STOP_READING = "stop-reading";
  private static final String STILL_WANTED = "still-wanted";
  private static final String READ_AGAIN = "read-again";
  private static final String EXCLUSIVE = "exclusive";

  private static final List<String> KEYS =
      List.of(
          "method",
          "lane",
          RESUME,
          WAKEUP,
          AT,
          "inside",
          "waiting",
          "error",
          "result",
          "only-for",
          "handler",
          "closes",
          "inner",
          "outermost",
          "only-waits",
          STOP_READING,
          STILL_WANTED,
          READ_AGAIN,
          "in-event-loops",
          EXCLUSIVE);

  private final Problems problems;
  private final List<LoopEntry> entries = new ArrayList<>();

  /** By call: several entries may name the same one. */
  private final Map<CallPattern, LoopResumePoint> resumePoints = new LinkedHashMap<>();

  LoopEntriesParser(Problems problems) {
    this.problems = problems;
  }

  List<LoopEntry> entries() {
    return List.copyOf(entries);
  }

  List<LoopResumePoint> resumePoints() {
    return List.copyOf(resumePoints.values());
  }

  /** Reads one entry; one that can't be read is reported and left out. */
  void parse(YamlNode item) {
    Optional<Fields> read = Fields.of(item, AN_ENTRY, KEYS, problems);
    if (read.isEmpty()) {
      return;
    }
    Fields fields = read.get();
    LoopPaths paths = new LoopPaths(fields, problems);
    Optional<CallPattern> method = paths.method(AN_ENTRY);
    if (fields.flag(EXCLUSIVE).orElse(false)) {
      method.ifPresent(found -> entries.add(exclusive(item.position(), found, fields)));
      return;
    }
    Optional<Path> lane =
        fields.required("lane", AN_ENTRY).isEmpty()
            ? Optional.empty()
            : paths.withoutLane().path("lane");
    Optional<Resume> resume = fields.has(AT) ? at(fields, paths) : resume(fields, paths);
    Optional<Path> inside = paths.path("inside");
    Optional<Path> waiting = paths.path("waiting");
    Optional<Path> error = paths.pathWithIt("error");
    Optional<Path> result = paths.path("result");
    Optional<Path> onlyFor = paths.path("only-for");
    Optional<Path> handler = paths.path("handler");
    Optional<SourcePaths> source = source(fields, paths);
    Set<Trait> traits = traits(fields, source.isPresent());
    if (method.isPresent() && lane.isPresent() && resume.isPresent()) {
      entries.add(
          new LoopEntry(
              item.position(),
              method.get(),
              lane.get(),
              resume.get(),
              inside,
              waiting,
              error,
              result,
              onlyFor,
              source,
              handler,
              traits));
    }
  }

  /** Nothing enters a handler here: what says how has no meaning. */
  private LoopEntry exclusive(Position position, CallPattern method, Fields fields) {
    for (String key : KEYS) {
      if (!key.equals("method") && !key.equals(EXCLUSIVE) && fields.has(key)) {
        refuse(fields, key, "an exclusive method has no " + Quote.of(key), "remove it");
      }
    }
    return new LoopEntry(
        position,
        method,
        new Path("this", new Path.This(), List.of()),
        new Resume.AtResumePoint(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of(Trait.EXCLUSIVE));
  }

  /** A method that reads has all three of the keys, or it is none. */
  private Optional<SourcePaths> source(Fields fields, LoopPaths paths) {
    List<String> keys = List.of(STOP_READING, STILL_WANTED, READ_AGAIN);
    boolean some = false;
    for (String key : keys) {
      some |= fields.has(key);
    }
    if (!some) {
      return Optional.empty();
    }
    for (String key : keys) {
      fields.required(key, "an entry that reads");
    }
    return Optional.of(
        new SourcePaths(
            paths.path(STILL_WANTED),
            paths.path(STOP_READING),
            Optional.empty(),
            paths.path(READ_AGAIN)));
  }

  private Set<Trait> traits(Fields fields, boolean reads) {
    Set<Trait> traits = new TreeSet<>();
    add(traits, Trait.CLOSES, fields.flag("closes"));
    add(traits, Trait.INNER, fields.flag("inner"));
    add(traits, Trait.OUTERMOST, fields.flag("outermost"));
    add(traits, Trait.ONLY_WAITS, fields.flag("only-waits"));
    add(traits, Trait.READS, Optional.of(reads));
    add(traits, Trait.IN_EVENT_LOOPS, fields.flag("in-event-loops"));
    return Set.copyOf(traits);
  }

  private static void add(Set<Trait> traits, Trait trait, Optional<Boolean> flag) {
    if (flag.isPresent() && flag.get()) {
      traits.add(trait);
    }
  }

  /** An executor, a queue with a wake-up, or a call that takes the task. */
  private Optional<Resume> resume(Fields fields, LoopPaths paths) {
    if (!fields.has(RESUME)) {
      if (!fields.meansOneOf(List.of(RESUME, AT))) {
        problems.error(
            fields.position(), AN_ENTRY + " needs the key `resume`", "add it, or `at` with a call");
      }
      return Optional.empty();
    }
    Optional<Path> target = paths.pathWithIt(RESUME);
    Optional<Path> wakeup = paths.path(WAKEUP);
    if (target.isEmpty() || fields.has(WAKEUP) && wakeup.isEmpty()) {
      return Optional.empty();
    }
    if (LoopPaths.uses(target.get(), new Path.It())) {
      if (wakeup.isPresent()) {
        refuse(fields, WAKEUP, "a call that takes the task needs no `wakeup`", "remove it");
      }
      return Optional.of(new Resume.ByCall(target.get()));
    }
    return Optional.of(
        wakeup.isPresent()
            ? new Resume.ByQueue(target.get(), wakeup.get())
            : new Resume.ByExecutor(target.get()));
  }

  /** A call of the loop around which handlers are resumed. */
  private Optional<Resume> at(Fields fields, LoopPaths paths) {
    if (fields.has(RESUME)) {
      refuse(fields, RESUME, "an entry has either `resume` or `at`", "remove one");
    }
    Optional<CallPattern> call = paths.call(AT, "a resume point");
    Optional<Path> wakeup = paths.withoutLane().path(WAKEUP);
    if (call.isEmpty()) {
      return Optional.empty();
    }
    Position position = fields.entry(AT).orElseThrow().value().position();
    LoopResumePoint point = new LoopResumePoint(position, call.get(), wakeup);
    LoopResumePoint other = resumePoints.putIfAbsent(call.get(), point);
    if (other != null && !other.wakeup().equals(wakeup)) {
      String message = Quote.of(call.get().toString()) + " has another `wakeup` above";
      problems.error(position, message, "a call has one: write the same");
    }
    return Optional.of(new Resume.AtResumePoint());
  }

  private void refuse(Fields fields, String key, String message, String hint) {
    problems.error(fields.entry(key).orElseThrow().key().position(), message, hint);
  }
}
