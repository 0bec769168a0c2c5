// How a file is read: encoding, delimiter, quote, header and sheet, as found or as the operator says.
#pragma once

#include "models/audience/importing/tables/table.h"

#include <QVariantMap>
#include <QWidget>

class QComboBox;
class QHBoxLayout;

namespace wd {

class ImportReading final : public QWidget {
    Q_OBJECT
public:
    explicit ImportReading(QWidget* parent = nullptr);

    // Of another file: nothing is chosen any more.
    void reset();
    // What applies to this format can be changed; what was found stands beside “found”.
    void showRead(const TableInfo& info);
    // The file could not be read: what may help can be changed.
    void showUnread(const QString& file);
    TableOptions options() const { return m_options; }
    void setOptions(const TableOptions& options) { m_options = options; }
    // The encodings to choose from; the first choice is to find out, or what was found.
    static void fillEncodings(QComboBox* box, const QString& found, const QString& chosen);
    // For a page that is built again.
    static QVariantMap state(const TableOptions& options);
    static TableOptions fromState(const QVariantMap& state);

signals:
    void edited();

private:
    QComboBox* addChooser(const QString& label, const QString& name);
    void fill(TableFormat format, const TableInfo* info);
    void fillDelimiter(const TableInfo* info);
    void fillQuote(const TableInfo* info);
    void fillHeader(const TableInfo* info);
    void fillSheet(const TableInfo& info);
    void take();

    TableOptions m_options;
    QHBoxLayout* m_row;
    QComboBox* m_encoding;
    QComboBox* m_delimiter;
    QComboBox* m_quote;
    QComboBox* m_header;
    QComboBox* m_sheet;
};

} // namespace wd
