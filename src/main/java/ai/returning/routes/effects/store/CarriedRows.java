package ai.returning.routes.effects.store;

import ai.returning.routes.effects.Effect;
import ai.returning.routes.jdbc.Jdbc;
import java.util.ArrayList;
import java.util.List;

/** Effects that go as rows of a file. */
final class CarriedRows {
    private final Jdbc jdbc;

    CarriedRows(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    List<Effect> inFile(String fileId) {
        return jdbc.list("select * from effect where file_id = ? order by file_row", EffectRow::read, fileId);
    }

    List<String> lostRows(String operation) {
        return jdbc.list(
                "select distinct file_id from effect where state = 'sending' and lane = 'file' and operation = ?"
                        + " and lease_until <= " + EffectSql.NOW,
                row -> row.getString(1),
                operation);
    }

    void number(String fileId, List<Effect> rows) {
        List<Object[]> values = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            values.add(new Object[] {row, rows.get(row).id(), fileId});
        }
        jdbc.inTransaction(
                tx -> tx.batch("update effect set file_row = ? where effect_id = ? and file_id = ?", values));
    }

    List<Effect> everIn(String fileName) {
        return jdbc.list(
                "select * from effect where effect_id in (select effect_id from effect_event where why like ?)"
                        + " order by effect_id",
                EffectRow::read,
                "%" + fileName);
    }
}
