/** Classes whose call sites the agent rewrites in the JMH benchmarks. */
package dev.aos.benchmarks.woven;
