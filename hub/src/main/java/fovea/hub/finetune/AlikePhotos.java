package fovea.hub.finetune;

import fovea.data.duplicate.DuplicateGroup;
import fovea.data.duplicate.DuplicateSearch;
import fovea.data.duplicate.Fingerprint;
import fovea.data.photo.Photo;
import fovea.data.photo.PhotoSet;
import fovea.data.split.DataPart;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A photo that is held back and shows the same as a training photo: a copy, or one that was saved
 * anew, scaled or cut at the edges.
 *
 * @param part of the photo that is held back
 * @param held the photo
 * @param train training photo like it
 */
public record AlikePhotos(DataPart part, Photo held, Photo train) {

  /** Comparing more photos would take longer than a user waits for a note. */
  public static final int MOST = 5_000;

  /** Those of all parts; mere copies if there are more than {@link #MOST} photos. */
  static List<AlikePhotos> of(PhotoSet train, Map<DataPart, PhotoSet> held) {
    int size = train.size() + held.values().stream().mapToInt(PhotoSet::size).sum();
    return size > MOST ? copies(train, held) : nearly(train, held);
  }

  private static List<AlikePhotos> copies(PhotoSet train, Map<DataPart, PhotoSet> held) {
    List<AlikePhotos> alike = new ArrayList<>();
    held.forEach(
        (part, set) ->
            train
                .leaks(set)
                .forEach(
                    leak -> alike.add(new AlikePhotos(part, leak.validation(), leak.train()))));
    return alike;
  }

  private static List<AlikePhotos> nearly(PhotoSet train, Map<DataPart, PhotoSet> held) {
    Map<DataPart, PhotoSet> sets = new EnumMap<>(DataPart.class);
    sets.put(DataPart.TRAIN, train);
    sets.putAll(held);
    record Place(DataPart part, PhotoSet set, int index) {
      Photo photo() {
        return set.photo(index);
      }
    }
    List<Place> places = new ArrayList<>();
    sets.forEach(
        (part, set) ->
            IntStream.range(0, set.size()).forEach(i -> places.add(new Place(part, set, i))));
    List<Fingerprint> prints =
        places.parallelStream()
            .map(place -> Fingerprint.of(place.set().picture(place.index())))
            .toList();
    List<AlikePhotos> alike = new ArrayList<>();
    for (DuplicateGroup group : DuplicateSearch.groups(prints)) {
      Place first = places.get(group.members().getFirst());
      for (int member : group.members()) {
        Place place = places.get(member);
        if (first.part() == DataPart.TRAIN && place.part() != DataPart.TRAIN) {
          alike.add(new AlikePhotos(place.part(), place.photo(), first.photo()));
        }
      }
    }
    return alike;
  }
}
