package ai.returning.routes.sync.mapping;

/** Checks a date against the calendar and writes it in the format of the target. */
final class DateWriter implements CellWriter {
    private final TimeFormat source;
    private final TimeFormat target;
    private final Moment moment = new Moment();

    DateWriter(TimeFormat source, TimeFormat target) {
        this.source = source;
        this.target = target;
    }

    @Override
    public int write(Cell cell, Line line, int at) {
        moment.clear();
        if (!source.read(cell.bytes, cell.from, cell.to, moment) || !moment.isValidDate()) {
            return line.refuse(Reason.BAD_DATE);
        }
        return target.write(moment, line.room(at, target.width()), at);
    }

    @Override
    public String rule() {
        return "a calendar day in the form " + source;
    }
}
