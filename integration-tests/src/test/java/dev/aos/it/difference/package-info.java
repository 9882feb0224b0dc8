/**
 * Random programs, run as they are and woven, which must come to the same. A program is a small
 * tree ({@link dev.aos.it.difference.Program}) that a generator makes from a seed and a compiler
 * turns into class files, with shapes that javac never makes.
 */
package dev.aos.it.difference;
