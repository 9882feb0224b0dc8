/** Loops over the lines of a file and the entries of a directory, on an event loop. */
package dev.aos.benchmarks.handles;
