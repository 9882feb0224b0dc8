/** What code holds while it calls: monitors and locks, found in class files. */
package dev.aos.core.held;
