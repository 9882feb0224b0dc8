package dev.aos.core.match;

/**
 * A method or constructor as a class file refers to it.
 *
 * @param owner the internal name of the class named in the class file, or an array's descriptor
 * @param name the member's name, {@code <init>} for a constructor
 * @param descriptor the member's descriptor
 */
public record MemberReference(String owner, String name, String descriptor) {}
