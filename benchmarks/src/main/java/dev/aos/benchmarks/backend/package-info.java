/** What the measured servers and handlers call. */
package dev.aos.benchmarks.backend;
