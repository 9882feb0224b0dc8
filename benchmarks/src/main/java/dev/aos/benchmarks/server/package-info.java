/** One HTTP server with two handlers: blocking, and asynchronous by hand. */
package dev.aos.benchmarks.server;
