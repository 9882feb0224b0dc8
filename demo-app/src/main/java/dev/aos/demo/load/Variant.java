package dev.aos.demo.load;

import java.time.Duration;
import java.util.List;

/**
 * A way to run the server.
 *
 * @param name what it is called in messages and log files
 * @param jvmArguments what the JVM gets besides the class path
 * @param warmUp load that is not measured
 * @param measure load that is measured
 */
record Variant(String name, List<String> jvmArguments, Duration warmUp, Duration measure) {}
