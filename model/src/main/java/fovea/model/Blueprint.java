package fovea.model;

import fovea.nn.Network;

/**
 * What a network was built from, so that it can be built again.
 *
 * @param name as users type it, such as {@code resnet18}
 * @param arguments what else its builder needs, in the builder's own words
 */
public record Blueprint(String name, String arguments) {
  private static final String CUSTOM = "custom";

  /** That of a network which only a program can build again: a class of a user's own. */
  public static Blueprint custom() {
    return new Blueprint(CUSTOM, "");
  }

  /** What {@code network} says of itself, or that it is {@linkplain #custom a user's own}. */
  public static Blueprint of(Network network) {
    return switch (network) {
      case Rebuildable known -> known.blueprint();
      case Network _ -> custom();
    };
  }

  /** Whether only a program can build the network again. */
  public boolean isCustom() {
    return name.equals(CUSTOM);
  }
}
