package dev.aos.it.harness;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the agent says of the weaving of many classes. */
public final class MassReport {

  private static final Pattern WOVEN = Pattern.compile("  woven +(.+?)\\.[^.]+?  .*");
  private static final Pattern LEFT_ALONE = Pattern.compile("  left alone  .+?  .+?: ?(.*)");
  private static final String FAILED = "Classes that keep their original bytes";

  /** A class has at most 65,535 constants: nothing can be done about it. */
  private static final Pattern TOO_LARGE = Pattern.compile("ClassTooLargeException");

  /** Every reason why a call is left alone that is as it is meant to be. */
  private static final List<Pattern> KNOWN =
      patterns(
          "class file version 4[5-9] has no invokedynamic",
          "class file version 50 has no invokedynamic, and it would not verify as version 51: .*",
          "a class initialiser can't wait for another thread",
          "this\\(\\.\\.\\) or super\\(\\.\\.\\), which creates no object",
          "the new object comes from more than one place",
          "unreachable code",
          "the method's data flow can't be analysed",
          "the receiver is an array",
          "\\d+ argument slots, more than the 254 possible",
          "\\d+ arguments, more than the 24 possible in a method reference",
          "a serialisable method reference, which is known by its method",
          "a method handle for \\S+, which may ask what it stands for",
          "a handle of a superclass's method, which the JDK can't call",
          "copies of the new object lie deeper on the stack",
          "invokespecial of a class that is no supertype: the JVM refuses it",
          "it asks what its caller may access, which only JDK 18 and later can tell",
          "the method is too large: .*",
          "whether .+ can't be said: .+ can't be found or read",
          "\\S+ can't be found, and the rewritten call would load it",
          "\\S+ has a supertype that can't be found, and the rewritten call would load it",
          "\\S+ is not public, and the rewritten call would access it",
          "of variable arity without an array at the end: the JVM makes no handle of it",
          "an interface inherits it, and the JVM would look for Object's",
          "acts on the thread that makes the call",
          "depends on the frame that makes the call",
          "needs the monitor that the calling thread holds",
          "the thread that makes the call owns the lock",
          "signature-polymorphic");

  private final Run run;
  private final Set<String> classes = new HashSet<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private final List<String> unknown = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();
  private long sites;

  private MassReport(Run run) {
    this.run = run;
    List<String> lines = run.report().text().lines().toList();
    lines.forEach(this::readLine);
    int section = lines.indexOf(FAILED);
    if (section >= 0) {
      lines.stream().skip(section + 1).takeWhile(line -> !line.isEmpty()).forEach(kept::add);
    }
  }

  /** The report of a run. */
  public static MassReport of(Run run) {
    return new MassReport(run);
  }

  private static List<Pattern> patterns(String... texts) {
    return List.of(texts).stream().map(Pattern::compile).toList();
  }

  private void readLine(String line) {
    Matcher woven = WOVEN.matcher(line);
    if (woven.matches()) {
      sites++;
      classes.add(woven.group(1));
    }
    Matcher leftAlone = LEFT_ALONE.matcher(line);
    if (leftAlone.matches()) {
      Optional<Pattern> known =
          KNOWN.stream().filter(why -> why.matcher(leftAlone.group(1)).matches()).findFirst();
      if (known.isEmpty()) {
        unknown.add(line);
      }
      reasons.merge(known.map(Pattern::pattern).orElse("unknown"), 1L, Long::sum);
    }
  }

  /** How many calls were left alone for each reason. */
  public Map<String, Long> reasons() {
    return reasons;
  }

  /** The calls that were left alone for no reason, or none that is known. */
  public List<String> unknownReasons() {
    return unknown;
  }

  /** The classes that could not be woven, but for those that would get too large. */
  public List<String> failed() {
    return kept.stream().filter(line -> !TOO_LARGE.matcher(line).find()).toList();
  }

  private long left() {
    return reasons.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d call sites in %,d classes woven, %,d left alone, %d classes failed, %d too large;"
            + " with the agent: %s",
        sites,
        classes.size(),
        left(),
        failed().size(),
        kept.size() - failed().size(),
        run.stdout().trim());
  }

  /** What several runs come to. */
  public static final class Total {

    private long sites;
    private long classes;
    private long left;

    /** Adds a run. */
    public synchronized void add(MassReport report) {
      sites += report.sites;
      classes += report.classes.size();
      left += report.left();
    }

    /** Whether so many classes, and so many calls, were woven. */
    public synchronized boolean isAtLeast(long leastClasses, long leastSites) {
      return classes >= leastClasses && sites >= leastSites;
    }

    @Override
    public synchronized String toString() {
      return String.format(
          Locale.ROOT, "%,d call sites in %,d classes woven, %,d left alone", sites, classes, left);
    }
  }
}
