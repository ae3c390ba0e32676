package fovea.app.explain;

import fovea.app.predict.TestPictures;
import fovea.app.result.ResultNames;
import fovea.data.photo.DamagedFile;
import fovea.data.photo.PhotoFiles;
import fovea.data.photo.SkippedFile;
import fovea.explain.network.FeatureLayer;
import fovea.explain.source.PictureSource;
import fovea.explain.top.TopPatches;
import fovea.explain.top.TopReport;
import fovea.explain.top.TopSearch;
import fovea.report.figure.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the patches of a data set that drive each unit of a layer most. */
final class TopPatchMethod {

  private TopPatchMethod() {}

  static ExplainMethod method() {
    return new ExplainMethod(
        "top9",
        "the nine patches of a data set that drive each unit of a layer most, and what the unit"
            + " sees in them",
        Set.of(ExplainModel.DATA, ExplainModel.LAYER, MaximizeOptions.UNIT),
        new Look.AtData(TopPatchMethod::look));
  }

  private static List<Finding> look(Workplace place, TestPictures data) {
    FeatureLayer layer = place.layer();
    PictureSource pictures = pictures(place, data);
    try (var reading = place.bar("pictures");
        var cutting = place.bar("patches")) {
      TopPatches top =
          new TopSearch()
              .units(place.units().units())
              .progress(
                  (stage, done, total) ->
                      (switch (stage) {
                            case PICTURES -> reading;
                            case PATCHES -> cutting;
                          })
                          .at(done, total))
              .of(place.subject(), layer.name(), pictures);
      SkippedFile.summary(top.seen().skipped()).forEach(place.session()::say);
      DamagedFile.summary(top.seen().damaged()).forEach(place.session()::say);
      return findings(layer, new TopReport(top, place.model().card().blueprint().name()));
    }
  }

  /** The pictures of {@code data} as the network takes them, one by one. */
  static PictureSource pictures(Workplace place, TestPictures data) {
    var preprocessing = place.model().preprocessing();
    return switch (data) {
      case TestPictures.Photos(var folder) ->
          PictureSource.of(PhotoFiles.below(folder), preprocessing);
      case TestPictures.Known _, TestPictures.Table _, TestPictures.Part _, TestPictures.OfRun _ ->
          PictureSource.of(data.load(place.session(), place.model()), preprocessing);
    };
  }

  private static List<Finding> findings(FeatureLayer layer, TopReport report) {
    List<Figure> sheets = report.sheets();
    String name = "top9-" + ResultNames.part(layer.name());
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < sheets.size(); i++) {
      String number = sheets.size() == 1 ? "" : "-" + (i + 1);
      var details = new Finding.Details().layer(layer);
      findings.add(
          new Finding(
              "top9",
              name + number,
              "top9: " + layer.name() + (number.isEmpty() ? "" : ", sheet " + (i + 1)),
              sheets.get(i),
              i == 0
                  ? details.table(report.table()).page(new Finding.Document(name, report::page))
                  : details));
    }
    return findings;
  }
}
