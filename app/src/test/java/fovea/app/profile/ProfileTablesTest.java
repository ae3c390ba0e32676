package fovea.app.profile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Plan;
import fovea.graph.PlannedKernel;
import fovea.graph.PlannedKernel.Part;
import fovea.graph.PlannedKernel.Traffic;
import fovea.graph.Timeline;
import fovea.graph.type.Arithmetic;
import fovea.graph.type.DType;
import fovea.train.profile.Ceiling;
import fovea.train.profile.KernelProfile;
import fovea.train.profile.Profile;
import fovea.train.profile.Seconds;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileTablesTest {

  private static KernelProfile reorder(DType from, DType to) {
    return new KernelProfile(
        new PlannedKernel(
            "conv1",
            Part.FORWARD,
            "reorder",
            "jit:uni",
            "",
            new Traffic(List.of("nchw"), List.of(from), 64),
            new Traffic(List.of("nhwc"), List.of(to), 64),
            Arithmetic.none(),
            true,
            ""),
        1e-6,
        0);
  }

  @Test
  void aReorderThatConvertsShowsBothTypes() {
    var time = new Seconds(1e-6, 1e-6);
    var profile =
        new Profile(
            new Plan.Summary("any", new Plan.Team(1, 1, ""), 1, 2, 2, 0, 0, 0),
            List.of(reorder(DType.F32, DType.F32), reorder(DType.F32, DType.BF16)),
            new Timeline(new long[] {0, 1, 2, 3, 4, 5}),
            new Profile.Steps(1, time, time),
            Ceiling.unknown());
    String table = new ProfileTables(profile, 5).reorders();
    assertTrue(table.contains("  nchw > nhwc  "), table);
    assertTrue(table.contains("  f32 nchw > bf16 nhwc  "), table);
  }
}
