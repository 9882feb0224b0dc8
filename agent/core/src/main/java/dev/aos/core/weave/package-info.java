/** Stage 3: class file in, class file out. */
package dev.aos.core.weave;
