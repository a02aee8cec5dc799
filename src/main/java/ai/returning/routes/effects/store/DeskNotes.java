package ai.returning.routes.effects.store;

import ai.returning.routes.effects.DeskNote;
import ai.returning.routes.jdbc.Jdbc;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Keeps who did what at the desk. */
public final class DeskNotes {
    private final Jdbc jdbc;

    public DeskNotes(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    public void add(DeskNote note) {
        jdbc.update(
                "insert into desk_note (at, who, action, item, reason) values (?, ?, ?, ?, ?)",
                note.at(),
                EffectSql.clip(note.who(), 200),
                note.action().word(),
                note.item(),
                EffectSql.clip(note.reason(), 1000));
    }

    /** Notes about any of the items, oldest first. */
    public List<DeskNote> about(Collection<String> items) {
        if (items.isEmpty()) {
            return List.of();
        }
        return jdbc.list(
                "select at, who, action, item, reason from desk_note where item in (" + EffectSql.places(items.size())
                        + ") order by id",
                row -> new DeskNote(
                        row.getLong(1),
                        row.getString(2),
                        DeskNote.Action.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                        row.getString(4),
                        row.getString(5)),
                items.toArray());
    }

    /** True if the item was put away. */
    public boolean isClosed(String item) {
        return !jdbc.list("select 1 from desk_note where item = ? and action = 'close'", row -> 1, item)
                .isEmpty();
    }

    /** For queries: true for items that nobody put away. */
    static String notClosed(String item) {
        return "not exists (select 1 from desk_note n where n.action = 'close' and n.item = " + item + ")";
    }
}
