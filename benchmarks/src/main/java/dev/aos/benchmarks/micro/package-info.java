/** The JMH benchmarks. */
package dev.aos.benchmarks.micro;
