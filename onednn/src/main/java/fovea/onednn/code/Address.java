package fovea.onednn.code;

import java.util.Optional;

/** A place in memory: {@code base + index + displacement}, the last in bytes. */
public record Address(Register base, Optional<Register> index, int displacement) {

  /** Checks the index. */
  public Address {
    if (index.filter(Register.RSP::equals).isPresent()) {
      throw new IllegalArgumentException("RSP cannot be an index.");
    }
  }

  /** Without an index. */
  public static Address of(Register base, long displacement) {
    return new Address(base, Optional.empty(), Math.toIntExact(displacement));
  }

  /** With an index. */
  public static Address of(Register base, Register index, long displacement) {
    return new Address(base, Optional.of(index), Math.toIntExact(displacement));
  }
}
