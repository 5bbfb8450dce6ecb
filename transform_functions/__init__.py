"""HTTP: pictures, renditions and one-off transforms."""

from transform_functions import create, images, presets, renditions, transform

ENDPOINTS = (
    images.images_upload,
    images.images_list,
    images.images_get,
    images.images_metadata,
    images.images_stats,
    images.images_delete,
    images.images_change,
    images.images_restore,
    images.bin_empty,
    images.usage,
    images.images_content,
    images.images_thumbnail,
    renditions.images_preview,
    renditions.images_render,
    renditions.images_renditions,
    renditions.renditions_list,
    renditions.renditions_get,
    renditions.renditions_content,
    renditions.renditions_delete,
    create.create,
    create.create_preview,
    transform.transform,
    transform.operations,
    presets.presets,
    presets.presets_create,
    presets.presets_get,
    presets.presets_change,
    presets.presets_versions,
    presets.presets_delete,
)

__all__ = ["ENDPOINTS"]
