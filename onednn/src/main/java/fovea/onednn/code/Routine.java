package fovea.onednn.code;

import fovea.onednn.ffm.system.MachineCode;

/** What has machine code; equal ones have the same. */
public interface Routine {
  /** Makes the code. */
  MachineCode code();
}
