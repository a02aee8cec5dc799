package ai.returning.routes.contract;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Finds operators in a CSV file that make its upload an effect. What is not known to be harmless counts as one. */
public final class OperatorScan {
    private final List<String> harmless;
    private final String suffix;

    private OperatorScan(CsvShape shape) {
        this.harmless = shape.harmlessOperators();
        this.suffix = shape.operatorSuffix().toLowerCase(Locale.ROOT);
    }

    /**
     * True if a row holds an operator that is not harmless, or a value whose operator is left empty: what that does is
     * not known.
     *
     * @throws RaiException BODY_UNFIT if the file is no CSV in UTF-8
     */
    public static boolean hasEffect(Path file, CsvShape shape) {
        OperatorScan scan = new OperatorScan(shape);
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder()
                .detectBomHeader(true)
                .allowMissingFields(true)
                .ofNamedCsvRecord(file, StandardCharsets.UTF_8)) {
            return rows.stream().anyMatch(scan::hasEffect);
        } catch (IOException | RuntimeException e) {
            throw new RaiException(
                    ErrorCode.BODY_UNFIT,
                    "The file " + file.getFileName() + " cannot be read as CSV, so it is not known whether it adds or"
                            + " subtracts. Nothing was sent.",
                    e);
        }
    }

    private boolean hasEffect(NamedCsvRecord row) {
        List<String> header = row.getHeader();
        for (int i = 0; i < header.size(); i++) {
            String name = name(header.get(i));
            if (name.endsWith(suffix) && isEffect(row, cell(row, i), name)) {
                return true;
            }
        }
        return false;
    }

    private boolean isEffect(NamedCsvRecord row, String operator, String name) {
        if (!operator.isEmpty()) {
            return !harmless.contains(operator);
        }
        String field = name.substring(0, name.length() - suffix.length());
        List<String> header = row.getHeader();
        for (int i = 0; i < header.size(); i++) {
            if (name(header.get(i)).equals(field) && !cell(row, i).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static String name(String column) {
        return column.strip().toLowerCase(Locale.ROOT);
    }

    /** A short row has no operator. */
    private static String cell(NamedCsvRecord row, int index) {
        return index < row.getFieldCount() ? row.getField(index).strip() : "";
    }
}
