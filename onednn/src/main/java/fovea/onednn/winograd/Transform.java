package fovea.onednn.winograd;

import fovea.onednn.ffm.MachineCode;

/** What has machine code; equal ones have the same. */
public sealed interface Transform
    permits PatchTransform, OutputTransform, WeightTransform, KernelGradient {
  /** Makes the code. */
  MachineCode code();
}
