package ai.returning.routes.component;

import ai.returning.routes.contract.CsvShape;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Finds operators in a CSV file that make its upload an effect. */
final class OperatorScan {
    /** The only operator that does no harm when it is done twice; whatever else stands there counts as an effect. */
    private static final String HARMLESS = "overwrite";

    private OperatorScan() {}

    static boolean hasEffect(Path file, CsvShape shape) {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file, StandardCharsets.UTF_8)) {
            return rows.stream().anyMatch(row -> hasEffect(row, shape.operatorSuffix()));
        } catch (IOException | RuntimeException e) {
            throw new RaiException(
                    ErrorCode.BODY_UNFIT,
                    "The file " + file.getFileName() + " cannot be read as CSV, so it is not known whether it adds or"
                            + " subtracts. Nothing was sent.",
                    e);
        }
    }

    private static boolean hasEffect(NamedCsvRecord row, String suffix) {
        List<String> header = row.getHeader();
        for (int i = 0; i < Math.min(header.size(), row.getFieldCount()); i++) {
            String cell = row.getField(i).strip();
            if (header.get(i).strip().endsWith(suffix) && !cell.isEmpty() && !cell.equals(HARMLESS)) {
                return true;
            }
        }
        return false;
    }
}
