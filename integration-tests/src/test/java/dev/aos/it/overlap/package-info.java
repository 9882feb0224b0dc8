/**
 * Random programs whose calls overlap ({@code await: use}): what they come to must not depend on
 * it.
 */
package dev.aos.it.overlap;
