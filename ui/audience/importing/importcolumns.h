// Which columns of a file hold the ids, the event and the time, and until when its data are complete.
#pragma once

#include "models/audience/importing/importer.h"

#include <QWidget>

class QComboBox;
class QDateTimeEdit;
class QGridLayout;

namespace wd {

class ImportColumns final : public QWidget {
    Q_OBJECT
public:
    explicit ImportColumns(const QTimeZone& zone, QWidget* parent = nullptr);

    void show(ImportKind kind, const ImportPreview& preview);
    void addTo(ImportOptions& options) const;

signals:
    void edited();

private:
    QComboBox* addChooser(const QString& label, const QString& name, const QString& use, const ImportPreview& preview);
    void addCompleteUntil(const ImportPreview& preview);
    void clear();

    QTimeZone m_zone;
    ImportKind m_kind = ImportKind::People;
    QGridLayout* m_grid;
    QMap<QString, QComboBox*> m_choosers; // use → column
    QDateTimeEdit* m_completeUntil = nullptr;
    QDateTime m_suggested;
};

} // namespace wd
