package fovea.app;

/** Entry point. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println(String.join("|", args) + System.getenv("OMP_NUM_THREADS"));
  }
}
