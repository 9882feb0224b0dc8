/** The library that random programs call. What it is asked, and in which order, can be seen. */
package dev.aos.it.difference.library;
