package dev.aos.core.match;

/**
 * A method or constructor as a class file refers to it.
 *
 * @param owner the internal name of the class named in the class file, or an array's descriptor
 * @param name the member's name, {@code <init>} for a constructor
 * @param descriptor the member's descriptor
 */
public record MemberReference(String owner, String name, String descriptor) {

  // Not the ones that records have: those are linked with invokedynamic when they are first called,
  // which is while the application loads its classes.

  @Override
  public boolean equals(Object other) {
    return other instanceof MemberReference that
        && owner.equals(that.owner)
        && name.equals(that.name)
        && descriptor.equals(that.descriptor);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * owner.hashCode() + name.hashCode()) + descriptor.hashCode();
  }
}
