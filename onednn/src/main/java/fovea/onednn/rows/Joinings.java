package fovea.onednn.rows;

import fovea.onednn.code.Vectors;
import java.util.Optional;

/** What this processor joins by machine code; made when it is first asked for. */
public final class Joinings {
  private Joinings() {}

  /** Sums of rows. */
  public static Optional<Joining> sumsOfRows() {
    return RowTotals.HERE;
  }

  /** Sums of columns. */
  public static Optional<Joining> sumsOfColumns() {
    return ColumnTotals.HERE;
  }

  /** The largest numbers of rows. */
  public static Optional<Joining> largestOfRows() {
    return Largest.HERE;
  }

  /** Where rows and columns have their largest numbers. */
  public static Optional<LargestPlaces> largestPlaces() {
    return Places.HERE;
  }

  private static final class RowTotals {
    static final Optional<Joining> HERE = Vectors.here().map(SumsOfRows::new);
  }

  private static final class ColumnTotals {
    static final Optional<Joining> HERE = Vectors.here().map(SumsOfColumns::new);
  }

  private static final class Largest {
    static final Optional<Joining> HERE = Vectors.here().map(LargestOfRows::new);
  }

  private static final class Places {
    static final Optional<LargestPlaces> HERE = Vectors.here().map(LargestPlaces::new);
  }
}
