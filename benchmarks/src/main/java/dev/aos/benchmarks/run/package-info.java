/** Runs everything with and without the agent, and prints one table. */
package dev.aos.benchmarks.run;
