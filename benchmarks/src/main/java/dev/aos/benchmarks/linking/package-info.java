/** What the first call of a woven call site costs: it is linked then, on the loop. */
package dev.aos.benchmarks.linking;
