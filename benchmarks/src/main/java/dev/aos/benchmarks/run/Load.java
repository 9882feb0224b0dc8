package dev.aos.benchmarks.run;

import dev.aos.demo.load.Endpoint;

/**
 * A load on a server.
 *
 * @param what its name in the table
 * @param endpoint what is asked for
 * @param connections how many ask, each for the next when it has its answer
 * @param leastRatio the throughput that is wanted, by that of the server written by hand
 */
record Load(String what, Endpoint endpoint, int connections, double leastRatio) {}
