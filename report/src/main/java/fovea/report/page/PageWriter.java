package fovea.report.page;

import fovea.report.picture.Rgb;
import fovea.report.template.JtecommandGenerated;
import fovea.report.template.JtedetailsGenerated;
import fovea.report.template.JtefigureGenerated;
import fovea.report.template.JtegridGenerated;
import fovea.report.template.JtemapGenerated;
import fovea.report.template.JtepageGenerated;
import fovea.report.template.JteparagraphGenerated;
import fovea.report.template.JtesectionGenerated;
import fovea.report.template.JtespotGenerated;
import fovea.report.template.JtetableGenerated;
import fovea.report.template.JtevaluesGenerated;
import fovea.report.text.PlainText;
import gg.jte.Content;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlContent;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Fills the templates, which escape what they are given. */
final class PageWriter {
  private static final Pattern NUMBER =
      Pattern.compile("[-+−±]?\\d[\\d.,e+-]*( ?(%|ms|s|x|×|MB|KB|GB))?|-|–|");

  /** Widths of thumbnails above which a grid has wider columns. */
  private static final double NARROW = 150;

  private static final double WIDE = 400;

  private static final HtmlInterceptor NONE = new NoInterceptor();

  private PageWriter() {}

  /** The templates ask to see no tag. */
  private static final class NoInterceptor implements HtmlInterceptor {
    @Override
    public void onHtmlTagOpened(String name, Map<String, Object> attributes, TemplateOutput out) {}

    @Override
    public void onHtmlTagClosed(String name, TemplateOutput out) {}
  }

  static String html(Page page) {
    var text = new StringOutput(1 << 16);
    var out = new OwaspHtmlTemplateOutput(text);
    List<String> headings = page.sections().stream().map(s -> plain(s.heading())).toList();
    HtmlContent sections =
        inner -> {
          for (int i = 0; i < headings.size(); i++) {
            Content blocks = blocks(page.sections().get(i).blocks());
            JtesectionGenerated.render(inner, NONE, i + 1, headings.get(i), blocks);
          }
        };
    JtepageGenerated.render(out, NONE, plain(page.title()), plain(page.lead()), headings, sections);
    return text.toString();
  }

  private static HtmlContent blocks(List<Block> blocks) {
    List<HtmlContent> contents = blocks.stream().map(PageWriter::block).toList();
    return out -> contents.forEach(content -> content.writeTo(out));
  }

  private static HtmlContent block(Block block) {
    return switch (block) {
      case Block.Paragraph paragraph ->
          out -> JteparagraphGenerated.render(out, NONE, plain(paragraph.text()));
      case Block.FigureBlock figure ->
          out ->
              JtefigureGenerated.render(
                  out,
                  NONE,
                  true,
                  figure.figure().svg(),
                  plain(figure.alt()),
                  plain(figure.caption()));
      case Block.Table table -> table(table);
      case Block.PictureGrid grid -> grid(grid);
      case Block.PictureMap map ->
          out ->
              JtemapGenerated.render(out, NONE, map.figure().svg(), plain(map.alt()), spots(map));
      case Block.CommandLine command ->
          out -> JtecommandGenerated.render(out, NONE, lines(command.text()));
      case Block.Details details ->
          out ->
              JtedetailsGenerated.render(
                  out, NONE, plain(details.summary()), blocks(details.blocks()));
      case Block.KeyValues values ->
          out ->
              JtevaluesGenerated.render(
                  out,
                  NONE,
                  values.entries().stream()
                      .map(entry -> Map.entry(plain(entry.getKey()), plain(entry.getValue())))
                      .toList());
    };
  }

  private static HtmlContent table(Block.Table table) {
    List<String> header = table.header().stream().map(PageWriter::plain).toList();
    List<List<String>> rows =
        table.rows().stream().map(row -> row.stream().map(PageWriter::plain).toList()).toList();
    List<Boolean> isNumber =
        IntStream.range(0, header.size())
            .mapToObj(i -> rows.stream().allMatch(row -> NUMBER.matcher(row.get(i)).matches()))
            .toList();
    return out ->
        JtetableGenerated.render(out, NONE, plain(table.caption()), header, isNumber, rows);
  }

  private static HtmlContent grid(Block.PictureGrid grid) {
    HtmlContent thumbnails =
        out ->
            grid.thumbnails()
                .forEach(
                    one ->
                        JtefigureGenerated.render(
                            out,
                            NONE,
                            false,
                            one.figure().smallSvg(),
                            plain(one.alt()),
                            plain(one.caption())));
    double widest =
        grid.thumbnails().stream().mapToDouble(one -> one.figure().width()).max().orElse(0);
    String columns = widest > WIDE ? "grid broad" : widest > NARROW ? "grid wide" : "grid";
    return out -> JtegridGenerated.render(out, NONE, columns, thumbnails);
  }

  private static HtmlContent spots(Block.PictureMap map) {
    return out ->
        map.spots()
            .forEach(
                spot ->
                    JtespotGenerated.render(
                        out,
                        NONE,
                        String.format(
                            Locale.ROOT,
                            "--x:%.2f%%;--y:%.2f%%;border-color:%s",
                            100 * spot.at().x() / map.figure().width(),
                            100 * spot.at().y() / map.figure().height(),
                            Rgb.hex(spot.color())),
                        spot.thumbnail().figure().smallSvg(),
                        plain(spot.thumbnail().alt()),
                        plain(spot.thumbnail().caption())));
  }

  private static String plain(String text) {
    return PlainText.of(text).strip();
  }

  private static String lines(String text) {
    return text.strip().lines().map(PlainText::of).collect(Collectors.joining("\n"));
  }
}
