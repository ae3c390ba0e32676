package fovea.onednn.ffm.system;

import java.lang.ref.Cleaner;

/**
 * The Java owner of an object of oneDNN, which is destroyed some time after the owner has become
 * unreachable.
 */
public abstract class NativeObject {
  /** The address that stands for "none" where an argument is optional. */
  public static final long NONE = 0;

  private static final Cleaner CLEANER = Cleaner.create();

  private final long address;

  public NativeObject(long address, CFunction destroy) {
    this.address = address;
    if (address != NONE) {
      CLEANER.register(this, () -> destroy.call(address));
    }
  }

  /** Destroyed by a function that takes a second word, such as a size. */
  public NativeObject(long address, CFunction destroy, long second) {
    this.address = address;
    CLEANER.register(this, () -> destroy.call(address, second));
  }

  /** The native address, valid as long as this object is reachable. */
  public final long address() {
    return address;
  }
}
