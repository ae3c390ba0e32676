/**
 * A decoder for JPEG photos (ITU-T T.81) whose pixels are those of libjpeg, bit for bit: sequential
 * and progressive, Huffman-coded, 8 bits.
 *
 * <p>{@link fovea.data.jpeg.JpegFile} reads the markers, {@link fovea.data.jpeg.SequentialScan} and
 * {@link fovea.data.jpeg.ProgressiveScan} the coefficients; {@link fovea.data.jpeg.InverseDct},
 * {@link fovea.data.jpeg.Upsampler} and {@link fovea.data.jpeg.ColorSpace} make pixels of them, in
 * loops along a row that the vector unit can take.
 */
@NullMarked
package fovea.data.jpeg;

import org.jspecify.annotations.NullMarked;
